import { describe, expect, it } from 'vitest'
import { parseJunit, parseSuiteTimes, toClosingLine, toTotal } from './junit.ts'

describe('parseJunit', () => {
  it('counts each test once by how it ended', () => {
    const xml = `<testsuites tests="4"><testsuite name="a.test.ts">
      <testcase name="one" time="0.1"></testcase>
      <testcase name="two"/>
      <testcase name="three"><failure message="x">a</failure><failure message="y">b</failure></testcase>
      <testcase name="four"><error/></testcase>
      <testcase name="five"><skipped/></testcase></testsuite></testsuites>`
    expect(parseJunit(xml)).toEqual({ passed: 2, failed: 2, skipped: 1 })
  })
  it('keeps apart an empty test and the failing one behind it', () => {
    expect(parseJunit('<testcase name="a" /><testcase name="b"><failure/></testcase>')).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
    })
  })
  it('does not take output for markup', () => {
    const xml =
      '<testcase name="a"><system-out><![CDATA[<failure> </testcase> <testcase>]]></system-out><!-- <error> --></testcase>'
    expect(parseJunit(xml)).toEqual({ passed: 1, failed: 0, skipped: 0 })
  })
  it('reads names that hold angle brackets and slashes', () => {
    expect(parseJunit('<testcase name="a > b /> c" file=\'x > y\'><failure/></testcase>')).toEqual({
      passed: 0,
      failed: 1,
      skipped: 0,
    })
  })
  it('finds nothing in text that is no report', () => {
    expect(parseJunit('Segmentation fault')).toEqual({ passed: 0, failed: 0, skipped: 0 })
  })
})

describe('parseSuiteTimes', () => {
  it('reads how long each file took, and leaves out what is none', () => {
    const xml = `<testsuites name="vitest tests" time="9"><testsuite name="src/a.test.ts" tests="1" time="1.5"><testcase name="x" time="1">
      <system-out><![CDATA[<testsuite name="src/no.test.ts" time="7">]]></system-out></testcase></testsuite>
      <testsuite time="0.25" name="src/b.test.tsx"/><testsuite name="a group" time="3"></testsuite><testsuite name="src/c.test.ts"/></testsuites>`
    expect(parseSuiteTimes(xml)).toEqual([
      { name: 'src/a.test.ts', seconds: 1.5 },
      { name: 'src/b.test.tsx', seconds: 0.25 },
    ])
  })
})

describe('toTotal', () => {
  it('adds counts up', () => {
    expect(
      toTotal([
        { passed: 1, failed: 2, skipped: 3 },
        { passed: 4, failed: 0, skipped: 1 },
      ]),
    ).toEqual({ passed: 5, failed: 2, skipped: 4 })
  })
})

describe('toClosingLine', () => {
  it('leaves skipped tests out when there are none', () => {
    expect(toClosingLine({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed')
  })
  it('names skipped tests when there are some', () => {
    expect(toClosingLine({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped')
  })
})
