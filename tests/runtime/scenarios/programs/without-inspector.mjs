import Module from 'node:module';

const load = Module._load;
Module._load = function (request, ...rest) {
  if (!/^(node:)?inspector(\/|$)/.test(request)) return load.call(this, request, ...rest);
  throw Object.assign(new Error('Inspector is not available'), { code: 'ERR_INSPECTOR_NOT_AVAILABLE' });
};
