/** Packages whose asynchronous forms are no way off the event loop, as their types show them. */
import { describe, expect, it } from 'vitest';
import plugin from '../../../src/index.ts';
import { useProject } from '../project.ts';

const project = useProject(plugin.configs['recommended-type-checked'], {
  languageOptions: { parserOptions: { projectService: true } },
});

const TOKENS = `export declare class JwtService {
  sign(payload: object): string;
  signAsync(payload: object): Promise<string>;
}
`;

/** What is reported of a service that signs tokens with a package of this name. */
async function lint(name: string): Promise<string[]> {
  const folder = `node_modules/${name}`;
  await project.write({
    'tsconfig.json': '{ "compilerOptions": { "module": "nodenext", "strict": true } }',
    [`${folder}/package.json`]: `{ "name": "${name}", "version": "1.0.0", "types": "index.d.ts" }`,
    [`${folder}/index.d.ts`]: TOKENS,
  });
  return project.lint({
    'service.ts': `import { JwtService } from '${name}';
export class TokenService {
  constructor(private readonly jwtService: JwtService) {}
  async create(user: string): Promise<string> {
    return this.jwtService.sign({ user });
  }
}
`,
  });
}

describe('the pair of a package', () => {
  it('is none to choose from where both do the same work on the same thread', async () => {
    expect(await lint('@nestjs/jwt')).toEqual([]);
  });

  it('is reported else', async () => {
    expect(await lint('@acme/jwt')).toEqual([
      expect.stringMatching(/^service\.ts:5 prefer-async-variant: .*signAsync/),
    ]);
  });
});
