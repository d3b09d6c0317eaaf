/** How a test reaches its applications and its provider: by calls within the process, or through sockets of this machine. */
export type Transport = 'memory' | 'sockets'

export const TRANSPORTS: readonly Transport[] = ['memory', 'sockets']
