/** The suite's handler as a script of the edge VM: bundled, and left as a global for whoever made the VM. */
import { createHandler } from './create-handler.ts'

Object.assign(globalThis, { createHandler })
