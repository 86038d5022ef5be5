import { createRoot } from 'react-dom/client';
import { bridge } from './bridge/client';
import { startSync } from './bridge/sync';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import { App } from './views/shell/app';

const container = document.getElementById('app');
if (container === null) throw new Error('the page has no #app');
const { resync } = startSync(bridge());
createRoot(container).render(<App resync={() => void resync()} />);
