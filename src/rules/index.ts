import noBlockingCall from './no-blocking-call.ts';

/** Every rule, by name. */
export const rules = {
  'no-blocking-call': noBlockingCall,
};
