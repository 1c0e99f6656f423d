import pkg from '../package.json' with { type: 'json' };

/** Where the documentation lives; every link in reports and warnings starts here. */
const DOCS_URL = `${pkg.homepage}/blob/main/docs`;

/** The page of a rule: one page for the lint report and for the monitor's warning about the same call. */
export function getRuleUrl(rule: string): string {
  return getDocsUrl(`rules/${rule}.md`);
}

/** A page of the documentation, by its path in `docs/`. */
export function getDocsUrl(path: string): string {
  return `${DOCS_URL}/${path}`;
}
