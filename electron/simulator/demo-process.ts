import { serveDemo, type ParentPort } from './serve-demo';

/** Serves the demo's venues inside the app, in a utility process of its own. */
void serveDemo(parentPort(), () => process.exit(0));

/** Electron's port to the parent; in plain Node, for trying things out, standard output takes its place. */
function parentPort(): ParentPort {
  const port = 'parentPort' in process ? (process.parentPort as ParentPort | undefined) : undefined;
  return (
    port ?? {
      on: () => undefined,
      postMessage: (message) => process.stdout.write(`${JSON.stringify(message)}\n`),
    }
  );
}
