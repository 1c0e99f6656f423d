import { defineModule } from '../define.ts';
import { each } from '../rows.ts';

export const sea = defineModule(
  'node:sea',
  { kind: 'fs' },
  each(['getAsset', 'getAssetAsBlob'], {
    severity: 'low',
    since: '20.12.0',
    instead: 'sea.getRawAsset',
    reason: 'copies the asset out of the executable',
  }),
);
