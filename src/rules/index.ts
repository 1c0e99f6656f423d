import noBlockingCall from './no-blocking-call.ts';
import noBusyWait from './no-busy-wait.ts';
import noLargeSyncWork from './no-large-sync-work.ts';
import noLazyRequire from './no-lazy-require.ts';
import noPollingLoop from './no-polling-loop.ts';
import noTransitiveBlockingCall from './no-transitive-blocking-call.ts';
import noUnyieldingLoop from './no-unyielding-loop.ts';
import preferAsyncVariant from './prefer-async-variant.ts';
import requireTimeout from './require-timeout.ts';
import validBlockingAnnotations from './valid-blocking-annotations.ts';

/** Every rule, by name. */
export const rules = {
  'no-blocking-call': noBlockingCall,
  'no-busy-wait': noBusyWait,
  'no-large-sync-work': noLargeSyncWork,
  'no-lazy-require': noLazyRequire,
  'no-polling-loop': noPollingLoop,
  'no-transitive-blocking-call': noTransitiveBlockingCall,
  'no-unyielding-loop': noUnyieldingLoop,
  'prefer-async-variant': preferAsyncVariant,
  'require-timeout': requireTimeout,
  'valid-blocking-annotations': validBlockingAnnotations,
};
