/** The one place for Remix's settings; vite.config.ts passes them to the plugin. */
export default {
  appDirectory: 'app',
  assetsBuildDirectory: 'build/client',
  publicPath: '/',
  ignoredRouteFiles: ['**/*'],
  future: {
    v3_fetcherPersist: true,
    v3_lazyRouteDiscovery: true,
    v3_relativeSplatPath: true,
    v3_singleFetch: true,
    v3_throwAbortReason: true,
    v3_routeConfig: true,
  },
};
