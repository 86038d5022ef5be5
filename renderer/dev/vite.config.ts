import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { venueMarks } from '../../tools/build/venue-marks';

/**
 * The renderer with fixtures instead of main, for looking at and for screenshots; never shipped.
 * `npx vite build renderer --config renderer/dev/vite.config.ts --outDir FOLDER` builds it.
 */
export default defineConfig({
  base: './',
  plugins: [react(), venueMarks()],
  build: {
    target: 'chrome114',
    emptyOutDir: true,
    rolldownOptions: { input: 'renderer/dev/index.html' },
  },
});
