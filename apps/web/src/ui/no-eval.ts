/**
 * The CSP forbids eval. The contract's schemas would try it once and go on without, but the browser reports the try as
 * a violation. Imported before anything that may load them.
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })
