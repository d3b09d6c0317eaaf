/** Before all tests: the pages that git ignores are there. */
import { writeReference } from '../src/reference/write-reference.ts'

export default writeReference
