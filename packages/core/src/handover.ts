/**
 * Entry `@postern/core/handover`: how a middleware tells server code what it decided. The side that makes waits for the platform's
 * cryptography; the side that opens is synchronous, on audited ciphers.
 */
export type { HandoverContents, Json, JsonObject } from './handover/handover-contents.ts'
export { decryptRequestData } from './handover/decrypt-request-data.ts'
export { encryptRequestData } from './handover/encrypt-request-data.ts'
export { isVendorSignature } from './handover/is-vendor-signature.ts'
export { openHandover } from './handover/open-handover.ts'
export type { HandoverFailure, HandoverToOpen, OpenedHandover } from './handover/open-handover.ts'
export { resolveOpeningKeys } from './handover/opening-keys.ts'
export type { OpeningKey } from './handover/opening-keys.ts'
export { sealHandover } from './handover/seal-handover.ts'
export type { HandoverToSeal } from './handover/seal-handover.ts'
export { toSealableOptions } from './handover/sealable-options.ts'
export { createSealingKeySource } from './handover/sealing-key.ts'
export type { SealingKey, SealingKeySource } from './handover/sealing-key.ts'
export type { SealingMaterial } from './handover/sealing-material.ts'
export { toVendorHeaders } from './handover/vendor-headers.ts'
export type { VendorHandover } from './handover/vendor-headers.ts'
export { toVendorSignature } from './handover/vendor-signature.ts'
