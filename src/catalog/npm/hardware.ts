/** Pins, buses and devices: a pin answers in microseconds, a bus in about a millisecond, a device when it likes. */
import { defineModule, type BlockingModule, type Row } from '../define.ts';
import { calledBack, promised, withoutSuffix } from '../rows.ts';

const LOW: Row = { severity: 'low' };
const MEDIUM: Row = { severity: 'medium' };

const onoff = defineModule(
  'onoff',
  { kind: 'other' },
  promised('onoff', withoutSuffix(['Gpio#readSync', 'Gpio#writeSync']), LOW),
);

const TRANSFERS = [
  'deviceIdSync',
  'i2cReadSync',
  'i2cWriteSync',
  'readBlockSync',
  'readByteSync',
  'readI2cBlockSync',
  'readWordSync',
  'receiveByteSync',
  'scanSync',
  'sendByteSync',
  'writeBlockSync',
  'writeByteSync',
  'writeI2cBlockSync',
  'writeQuickSync',
  'writeWordSync',
];

const i2cBus = defineModule(
  'i2c-bus',
  { kind: 'other', returns: { open: 'openSync()' } },
  {
    ...calledBack('i2c-bus', { openSync: 'open' }, LOW),
    ...calledBack('i2c-bus', withoutSuffix(TRANSFERS.map((name) => `openSync().${name}`)), MEDIUM),
  },
);

const nodeHid = defineModule(
  'node-hid',
  { kind: 'input' },
  {
    'HID#readSync': { severity: 'high', instead: 'node-hid.HIDAsync#read', reason: 'waits for the device' },
    'HID#readTimeout': { severity: 'high', instead: 'node-hid.HIDAsync#read', reason: 'waits for the device' },
  },
);

export const HARDWARE: readonly BlockingModule[] = [i2cBus, nodeHid, onoff];
