import { vitePlugin as remix } from '@remix-run/dev';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig, type Plugin } from 'vite';
import remixConfig from './remix.config.js';

/**
 * Builds the server and the worker in the one pass that builds Remix's server bundle, so that all three share
 * one module graph: one pool, one `Refusal` class. Runs after Remix's plugin, which sets the input itself.
 */
function serverAndWorker(): Plugin {
  return {
    name: 'server-and-worker',
    enforce: 'post',
    config(_config, { isSsrBuild }) {
      if (!isSsrBuild) return {};
      return {
        build: {
          rollupOptions: {
            input: { server: 'app/server.ts', worker: 'jobs/worker.ts' },
            output: { entryFileNames: '[name].js' },
          },
        },
      };
    },
  };
}

export default defineConfig({
  plugins: [tailwindcss(), remix(remixConfig), serverAndWorker()],
  build: { target: 'es2022', assetsInlineLimit: 0 },
});
