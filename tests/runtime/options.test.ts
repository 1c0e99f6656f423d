import { describe, expect, test } from 'vitest';
import { findUnknown, isDisabled, readEnvironment } from '../../src/runtime/environment.ts';
import { checkOptions, DEFAULTS, mergeSettings } from '../../src/runtime/options.ts';

describe('options', () => {
  test('all that are documented are accepted', () => {
    expect(() => {
      checkOptions({
        blockThresholdMs: 100,
        heartbeatMs: 20,
        startupGraceMs: 0,
        sessions: [{ name: 'chat', timeoutMs: 20_000, count: () => 1 }],
        levels: { warning: 0.3 },
        capture: false,
        samples: 1,
        syncCalls: false,
        context: () => ({}),
        semanticConventionMetrics: true,
        whileBlocked: {
          stderr: 'json',
          port: 9465,
          host: '0.0.0.0',
          livezThresholdMs: 5000,
          stacks: true,
          resource: { 'service.name': 'chat' },
          handler: './on-block.js',
        },
        rateLimit: false,
        evidence: 'evidence.json',
        watchdogUrl: new URL('file:///watchdog.js'),
        meterProvider: { getMeter: () => undefined },
      });
    }).not.toThrow();
  });

  test.each([
    [{ blockThresholdMs: 'fast' }, /'blockThresholdMs' must be milliseconds .*, got "fast"/],
    [{ blockThresholdMs: 0 }, /'blockThresholdMs' must be milliseconds from 10/],
    [{ heartbeatMs: NaN }, /'heartbeatMs' .* got NaN/],
    [{ samples: 1.5 }, /'samples' must be a whole number/],
    [{ syncCalls: true }, /'syncCalls' must be 'names', 'arguments' or false, got true/],
    [{ levels: { warning: 2 } }, /'levels.warning' must be a share/],
    [{ levels: { fatal: 1 } }, /unknown option 'levels.fatal'/],
    [{ whileBlocked: { stderr: true } }, /'whileBlocked.stderr' must be 'text', 'json' or false/],
    [{ whileBlocked: { port: 0 } }, /'whileBlocked.port' must be a port from 1 to 65535, got 0/],
    [{ whileBlocked: { host: '' } }, /'whileBlocked.host' must be an address/],
    [{ whileBlocked: { resource: { 'service.name': {} } } }, /'whileBlocked.resource' must be an object of attributes/],
    [{ whileBlocked: { path: '/' } }, /unknown option 'whileBlocked.path'/],
    [{ profile: 'on' }, /'profile' must be true or false, got "on"/],
    [{ profiles: true }, /unknown option 'profiles' \(true\); expected one of blockThresholdMs, /],
    [{ evidence: true }, /'evidence' must be a path or false, got true/],
    [{ rateLimit: 0 }, /'rateLimit' must be a whole number from 1 to 1000, or false, got 0/],
    [{ whileBlocked: { handler: 5 } }, /'whileBlocked.handler' must be a URL or a path, got 5/],
    [{ sessions: {} }, /'sessions' must be an array/],
    [{ sessions: [null] }, /'sessions\[0\]' must be an object/],
    [{ sessions: [{ name: 'chat' }] }, /'sessions\[0\].timeoutMs' must be milliseconds/],
    [{ sessions: [{ name: '', timeoutMs: 1 }] }, /'sessions\[0\].name' must be a name, got ""/],
    [{ sessions: [{ name: 'a', timeoutMs: 1, max: 2 }] }, /unknown option 'sessions\[0\].max'/],
    [{ meterProvider: {} }, /'meterProvider' must be a MeterProvider/],
    [5, /expected an object of options, got 5/],
  ])('a wrong one names itself, what was expected, and what came: %j', (options, message) => {
    expect(() => {
      checkOptions(options);
    }).toThrow(message);
  });

  test('what a later start names is changed, and nothing else', () => {
    const merged = mergeSettings({ ...DEFAULTS, samples: 9 }, { levels: { warning: 0.3 }, blockThresholdMs: 0.5 });
    expect(merged).toMatchObject({ samples: 9, levels: { warning: 0.3, critical: 0.8 }, blockThresholdMs: 0.5 });
  });

  test('a warning level above the critical one is refused', () => {
    expect(() => mergeSettings(DEFAULTS, { levels: { warning: 0.9 } })).toThrow(/'levels' must be warning below/);
  });
});

describe('environment', () => {
  test('each variable stands for its option', () => {
    const options = readEnvironment({
      UNBLOCKED_BLOCK_THRESHOLD_MS: '100',
      UNBLOCKED_HEARTBEAT_MS: '20',
      UNBLOCKED_STARTUP_GRACE_MS: '0',
      UNBLOCKED_SESSIONS: 'chat=20000, gateway = 60000',
      UNBLOCKED_CAPTURE: 'off',
      UNBLOCKED_STDERR: 'off',
      UNBLOCKED_PORT: '9465',
      UNBLOCKED_HOST: '0.0.0.0',
      UNRELATED: 'x',
    });
    expect(options).toEqual({
      blockThresholdMs: 100,
      heartbeatMs: 20,
      startupGraceMs: 0,
      sessions: [
        { name: 'chat', timeoutMs: 20_000 },
        { name: 'gateway', timeoutMs: 60_000 },
      ],
      capture: false,
      whileBlocked: { stderr: false, port: 9465, host: '0.0.0.0' },
    });
  });

  test.each([
    ['UNBLOCKED_BLOCK_THRESHOLD_MS', 'fast'],
    ['UNBLOCKED_HEARTBEAT_MS', '0'],
    ['UNBLOCKED_SESSIONS', 'chat'],
    ['UNBLOCKED_SESSIONS', 'chat=0'],
    ['UNBLOCKED_CAPTURE', 'maybe'],
    ['UNBLOCKED_STDERR', 'xml'],
    ['UNBLOCKED_PORT', '99999'],
  ])('a wrong value names its variable: %s=%s', (name, value) => {
    expect(() => readEnvironment({ [name]: value })).toThrow(name);
  });

  test('an empty variable is as good as none', () => {
    expect(readEnvironment({ UNBLOCKED_STDERR: '', UNBLOCKED_SESSIONS: ' ' })).toEqual({});
    expect(isDisabled({ UNBLOCKED_DISABLED: '' })).toBe(false);
  });

  test('variables that are misspelt or of another version are found', () => {
    expect(findUnknown({ UNBLOCKED_TRESHOLD: '1', UNBLOCKED_DISABLED: '1', UNBLOCKED_STDERR: 'off' })).toEqual([
      'UNBLOCKED_TRESHOLD',
    ]);
  });
});
