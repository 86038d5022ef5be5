'use strict';

// A process without work: what every process of an app costs at least.
process.parentPort.on('message', () => undefined);
