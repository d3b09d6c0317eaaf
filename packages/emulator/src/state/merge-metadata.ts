/** Metadata and a change of it → the metadata as it is afterwards. */
import type { Json, JsonObject } from './model.ts'

/** Objects merge at any depth, null takes a key away, everything else replaces what was there. */
export function mergeMetadata(before: JsonObject, change: JsonObject): JsonObject {
  const merged = new Map<string, Json>(Object.entries(before))
  for (const [key, value] of Object.entries(change)) {
    if (value === null) merged.delete(key)
    else merged.set(key, isObject(value) ? mergeMetadata(toObject(merged.get(key)), value) : value)
  }
  return Object.fromEntries(merged)
}

function toObject(value: Json | undefined): JsonObject {
  return value !== undefined && isObject(value) ? value : {}
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
