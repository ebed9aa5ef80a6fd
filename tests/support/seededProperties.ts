import fc from 'fast-check';

/** Properties draw the same cases on every run, so that a red test is red for everybody. `PROPERTY_SEED` explores others. */
const seed = Number(process.env['PROPERTY_SEED'] ?? '20261122');
fc.configureGlobal({ seed });
