import eslintPlugin from 'eslint-plugin-eslint-plugin';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import unblocked from './dist/index.js';

/** Lets a folder of src/ import only what its place in the house allows. */
function imports(files, ...patterns) {
  return {
    files,
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
  };
}

const nothingElse = {
  regex: '/(analysis|rules|runtime)/|\\.\\./links|^[^.]',
  message: 'The catalog and the evidence format import nothing.',
};
const lintSide = {
  regex: '/(analysis|rules)/|^(eslint|typescript|@typescript-eslint)(/|$)',
  message: 'The runtime never imports the lint half.',
};
const runtimeSide = {
  regex: '/runtime/|^@opentelemetry/',
  message: 'The lint half never imports the runtime.',
};

const noneOfUs = {
  regex: '/(analysis|catalog|evidence|rules|runtime)/|\\.\\./links',
  message: 'What keeps something does not know what it is.',
};

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', '.cache/', 'examples/*/dist/']),
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  unblocked.configs.recommended,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['src/**'],
    rules: {
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      'max-depth': ['error', 3],
    },
  },
  {
    // Syntax nodes are told apart by ESTree's own names; the enum would bring typescript-eslint's types into the bundle.
    files: ['src/analysis/**', 'src/rules/**'],
    rules: { '@typescript-eslint/no-unsafe-enum-comparison': 'off' },
  },
  imports(['src/catalog/**', 'src/evidence/**'], nothingElse),
  imports(['src/analysis/**', 'src/rules/**'], runtimeSide),
  imports(['src/cache/**'], noneOfUs),
  imports(['src/runtime/**'], lintSide),
  {
    files: ['src/rules/*.ts'],
    extends: [eslintPlugin.configs.recommended],
    // What an option left out means may come from `settings.unblocked`, so there is no default that ESLint could fill in.
    // What a report offers is put together in `suggestions/`, where the linter does not look.
    rules: {
      'eslint-plugin/require-meta-default-options': 'off',
      'eslint-plugin/require-meta-fixable': 'off',
      'eslint-plugin/require-meta-has-suggestions': 'off',
    },
  },
  {
    // Tests, scripts and benchmarks block on purpose, and do so outside any server.
    files: ['tests/**', 'scripts/**', 'bench/**', '*.config.*'],
    extends: [unblocked.configs.off],
  },
  {
    // The watchdog is a thread of its own: blocking there holds nobody up.
    files: ['src/runtime/watchdog/**'],
    extends: [unblocked.configs.off],
  },
  {
    // What the demo lints and finds.
    files: ['examples/chat/src/broken/**'],
    extends: [unblocked.configs.off],
    rules: { '@typescript-eslint/require-await': 'off' },
  },
  { files: ['**/*.{js,mjs,cjs}'], extends: [tseslint.configs.disableTypeChecked] },
);
