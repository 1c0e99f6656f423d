/** What does a search of the texts tell of files that may have no part in anything? */
import { createHandingTest, type HandingTest } from './imports.ts';

export interface Texts {
  getWords(file: string): ReadonlySet<string>;
  /** Whether it hands on what it imports. */
  isHanding(file: string, specifier: string): boolean;
}

export function createTexts(getText: (file: string) => string): Texts {
  const words = new Map<string, ReadonlySet<string>>();
  const tests = new Map<string, HandingTest>();
  return {
    getWords(file) {
      let own = words.get(file);
      if (!own) words.set(file, (own = new Set(getText(file).match(/[\w$]+/g))));
      return own;
    },
    isHanding(file, specifier) {
      let test = tests.get(file);
      if (!test) tests.set(file, (test = createHandingTest(getText(file))));
      return test(specifier);
    },
  };
}
