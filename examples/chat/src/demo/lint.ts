import * as parser from '@typescript-eslint/parser';
import { ESLint, type Linter } from 'eslint';
import unblocked from 'unblocked';
import { check, item } from './output.ts';
import { fileAt, lineOf, pathOf } from './source.ts';

interface Expectation {
  file: string;
  /** What the reported line holds. */
  code: string;
  rule: string;
}

interface Finding extends Linter.LintMessage {
  file: string;
}

const expectations: Expectation[] = [
  { file: 'broken/login.ts', code: 'scryptSync(', rule: 'unblocked/no-blocking-call' },
  { file: 'broken/chat.ts', code: 'readFileSync(', rule: 'unblocked/no-blocking-call' },
  { file: 'broken/chat.ts', code: 'execSync(', rule: 'unblocked/no-blocking-call' },
  { file: 'broken/chat.ts', code: 'findPassage(', rule: 'unblocked/no-transitive-blocking-call' },
  { file: 'broken/chat.ts', code: 'model.invoke(', rule: 'unblocked/prefer-async-variant' },
];

/** Lints both versions with the recommended rules, without reading the repository's own configuration. */
export async function checkLint(): Promise<void> {
  const broken = await lint('broken');
  print(broken);
  const missing = expectations.filter((expectation) => !broken.some((finding) => isExpected(finding, expectation)));
  check(
    missing.length === 0,
    `the broken version has the ${expectations.length} findings it must have`,
    `no finding for ${missing.map(({ file, code }) => `${code}) in ${file}`).join(', ')}`,
  );

  const fixed = await lint('fixed', 'app');
  print(fixed);
  check(fixed.length === 0, 'the fixed version has none', `the fixed version has ${fixed.length}`);
}

async function lint(...folders: string[]): Promise<Finding[]> {
  const eslint = new ESLint({
    overrideConfigFile: true,
    overrideConfig: [
      { files: ['**/*.ts'], languageOptions: { parser } },
      // The rules that use types do without where there are none.
      unblocked.configs['recommended-type-checked'],
    ],
  });
  const results = await eslint.lintFiles(folders.map((folder) => pathOf(folder)));
  return results.flatMap(({ filePath, messages }) =>
    messages.map((message) => ({ ...message, file: fileAt(filePath) })),
  );
}

function print(findings: readonly Finding[]): void {
  for (const { file, line, column, message } of findings) {
    item('', `${pathOf(file)}:${line}:${column}`, 'cyan');
    item('', message);
  }
}

function isExpected(finding: Finding, { file, code, rule }: Expectation): boolean {
  return finding.file === file && finding.line === lineOf(file, code) && finding.ruleId === rule;
}
