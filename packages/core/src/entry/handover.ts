/**
 * Entry `@postern/core/handover`: how a middleware tells server code what it decided. The side that makes waits for the platform's
 * cryptography; the side that opens is synchronous, on audited ciphers.
 */
export type {
  HandoverContents,
  Json,
  JsonObject,
  OpenedHandover,
  SealedMark,
  SealedReader,
} from '../seal/handover-contents.ts'
export { openHandover } from '../seal/open-handover.ts'
export type { HandoverFailure, HandoverToOpen } from '../seal/open-handover.ts'
export { createHandoverSealer, sealHandover } from '../seal/seal-handover.ts'
export type { HandoverSealer, HandoverToSeal, SealableHandover } from '../seal/seal-handover.ts'
export { createSealingKeySource, resolveOpeningKeys } from '../seal/sealing-material.ts'
export type { OpeningKey, SealingKey, SealingKeySource, SealingMaterial } from '../seal/sealing-material.ts'
export {
  createEncryptedOptions,
  decryptRequestData,
  encryptRequestData,
  toSealableOptions,
} from '../vendor/encrypt-request-data.ts'
export type { EncryptedOptions, OptionsToEncrypt } from '../vendor/encrypt-request-data.ts'
export { toVendorHeaders } from '../vendor/vendor-headers.ts'
export type { VendorHandover, VendorHeaders, VendorKeys } from '../vendor/vendor-headers.ts'
export { createVendorSigner, isVendorSignature, toVendorSignature } from '../vendor/vendor-headers.ts'
export type { VendorSigner } from '../vendor/vendor-headers.ts'
export { checkEncryptionKey } from '../values/encryption-key-faults.ts'
export { whenBothCome as whenKnown } from '../foundation/soon.ts'
export {
  createServerSubject,
  type HandedOver,
  type ServerRequest,
  type ServerStop,
  type ServerSubject,
} from '../guard/create-server-subject.ts'
