import noBlockingCall from './no-blocking-call.ts';
import noBusyWait from './no-busy-wait.ts';
import noTransitiveBlockingCall from './no-transitive-blocking-call.ts';
import preferAsyncVariant from './prefer-async-variant.ts';
import validBlockingAnnotations from './valid-blocking-annotations.ts';

/** Every rule, by name. */
export const rules = {
  'no-blocking-call': noBlockingCall,
  'no-busy-wait': noBusyWait,
  'no-transitive-blocking-call': noTransitiveBlockingCall,
  'prefer-async-variant': preferAsyncVariant,
  'valid-blocking-annotations': validBlockingAnnotations,
};
