import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { bridge } from './bridge/client';
import { startSync } from './bridge/sync';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import { App } from './screens/shell/app';

const container = document.getElementById('app');
if (container === null) throw new Error('the page has no #app');
const root = createRoot(container);
const { resync, ready } = startSync(bridge());
// At once: what is reported as painted two frames from now must be in the next one.
void ready.then(() => flushSync(() => root.render(<App resync={() => void resync()} />)));
