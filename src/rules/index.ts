import noBlockingCall from './no-blocking-call.ts';
import noTransitiveBlockingCall from './no-transitive-blocking-call.ts';

/** Every rule, by name. */
export const rules = {
  'no-blocking-call': noBlockingCall,
  'no-transitive-blocking-call': noTransitiveBlockingCall,
};
