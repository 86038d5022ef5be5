import { fakeBridge } from './fake-bridge';

Object.defineProperty(window, 'portolan', {
  value: fakeBridge(new URLSearchParams(window.location.search)),
});
void import('../main');
