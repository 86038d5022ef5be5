import { parentPort } from '../processes/parent-port';
import { serveDemo } from './serve-demo';

/** Serves the demo's venues in a process of its own: an Electron utility process, or a plain Node child. */
serveDemo(parentPort(), () => process.exit(0));
