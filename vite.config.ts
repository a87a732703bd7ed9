import { vitePlugin as remix } from '@remix-run/dev';
import tailwindcss from '@tailwindcss/vite';
import { build, defineConfig, type Plugin } from 'vite';
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

/** A text with any letter beyond Latin-1 takes two bytes a letter in memory, and the process holds its own source for good. */
function oneByteSource(): Plugin {
  return {
    name: 'one-byte-source',
    apply: (_config, { isSsrBuild }) => isSsrBuild === true,
    enforce: 'post',
    config: () => ({ esbuild: { charset: 'ascii' } }),
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue;
        // Strings are written so already; what is left stands in regular expressions, and a backslash before it would change.
        const before = /\\[^\0-\x7f]/.exec(file.code);
        if (before) throw new Error(`an escaped letter stands in ${file.fileName}: ${before[0]}`);
        file.code = file.code.replace(
          /[^\0-\x7f]/g,
          (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
        );
      }
    },
  };
}

/** What renders pages is bundled as it is for production: by itself React reads what it is for developers, too, and holds both. */
const PAGES = [
  'react',
  'react-dom',
  'react-router',
  'react-router-dom',
  '@remix-run/react',
  /^@ariakit\//,
  /^@floating-ui\//,
  'use-sync-external-store',
];

const EMBED_SCRIPT = 'virtual:embed-script';

/** Builds the script that other sites load as one file of its own, which the server then carries in itself. */
function embedScript(): Plugin {
  return {
    name: 'embed-script',
    resolveId: (source) => (source === EMBED_SCRIPT ? `\0${EMBED_SCRIPT}` : null),
    async load(id) {
      if (id !== `\0${EMBED_SCRIPT}`) return null;
      const built = await build({
        configFile: false,
        logLevel: 'error',
        build: {
          write: false,
          target: 'es2020',
          lib: { entry: 'app/forms/embed/embed.ts', formats: ['iife'], name: 'birja' },
        },
      });
      const [file] = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
      if (file?.type !== 'chunk') throw new Error('the script of the forms was not built as one file');
      return `export default ${JSON.stringify(file.code)};`;
    },
  };
}

export default defineConfig({
  plugins: [tailwindcss(), embedScript(), remix(remixConfig), serverAndWorker(), oneByteSource()],
  ssr: { noExternal: PAGES },
  define: { 'process.env.NODE_ENV': JSON.stringify('production') },
  build: { target: 'es2022', assetsInlineLimit: 0 },
});
