import path from 'node:path';
import { inject } from 'vitest';
import { loadExtensionFrom } from '../store/engines/embedded/engine-extension';

/** Before each test file: its engines load the extension as those of the app do. */
loadExtensionFrom(path.join(inject('runFolder'), 'timescaledb.tar.gz'));
