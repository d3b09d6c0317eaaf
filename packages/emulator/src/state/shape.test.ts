import { describe, expect, it } from 'vitest'
import { type Report, fields, flag, isFitting, nullable, oneOf, type Shape, text } from './shape.ts'

interface Options {
  readonly name: string
  readonly kind?: 'a' | 'b'
}

const judge = (shape: Shape<Options>, value: unknown): readonly string[] => {
  const problems: string[] = []
  const report: Report = (path, problem) => problems.push(`${path} ${problem}`)
  isFitting(shape, value, report)
  return problems
}

describe('fields', () => {
  const shape: Shape<Options> = fields({ name: text }, { kind: oneOf(['a', 'b']) })

  it.each([
    [{ name: 'x' }, []],
    [{ name: 'x', kind: 'b' }, []],
    [{ name: 'x', kind: undefined }, []],
    [{}, ['name is missing']],
    [{ name: 'x', knd: 'a' }, ['knd is not known here; known are name, kind']],
    [{ name: 'x', constructor: 1 }, ['constructor is not known here; known are name, kind']],
    [{ name: '', kind: 'c' }, ['name must be a text that is not empty', 'kind must be one of a, b']],
    [[], [' must be an object']],
  ])('says of %j what is wrong', (value, problems) => {
    expect(judge(shape, value)).toEqual(problems)
  })

  it('compiles for the fields of the interface only, each judged as its type says', () => {
    const shapes: readonly Shape<Options>[] = [
      // @ts-expect-error An option without a shape.
      fields({ name: text }, {}),
      // @ts-expect-error A shape without an option.
      fields({ name: text }, { kind: oneOf(['a', 'b']), more: flag }),
      // @ts-expect-error A text is no flag.
      fields({ name: flag }, { kind: oneOf(['a', 'b']) }),
      // @ts-expect-error A value that the type allows is refused.
      fields({ name: text }, { kind: oneOf(['a']) }),
      // @ts-expect-error A value that the type forbids is taken.
      fields({ name: text }, { kind: nullable(oneOf(['a', 'b'])) }),
      // @ts-expect-error A field that must be there may be left out.
      fields({}, { name: text, kind: oneOf(['a', 'b']) }),
    ]
    expect(shapes).toHaveLength(6)
  })
})
