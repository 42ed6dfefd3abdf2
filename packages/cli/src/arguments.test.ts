import { expect, test } from 'vitest'
import { parseCommand } from './arguments.js'

test('[SDK-13] reads the options of start', () => {
  expect(parseCommand(['start'])).toEqual({ command: 'start', data: '.tenure', port: 4300, empty: false })
  expect(parseCommand(['start', '--port', '0', '--data', 'x', '--empty'])).toEqual({ command: 'start', data: 'x', port: 0, empty: true })
  expect(parseCommand(['start', '--edition', 'professional'])).toMatchObject({ command: 'start', edition: 'professional' })
  expect(parseCommand(['start', '--import=m.json', '--from', 'd'])).toEqual({
    command: 'start',
    data: '.tenure',
    port: 4300,
    empty: false,
    import: 'm.json',
    from: 'd',
  })
})

test('[SDK-11] reads the options of import', () => {
  expect(parseCommand(['import', 'm.json', 'dir', '--dry-run', '--json', '--report', 'r.csv'])).toEqual({
    command: 'import',
    mapping: 'm.json',
    folder: 'dir',
    data: '.tenure',
    dryRun: true,
    json: true,
    report: 'r.csv',
  })
  expect(parseCommand(['import', '--data', 'd', 'm.json', 'dir'])).toMatchObject({ data: 'd', dryRun: false, json: false })
})

test('[SDK-11] reads the options of export and restore', () => {
  expect(parseCommand(['export', 'out', '--data', 'd'])).toEqual({ command: 'export', folder: 'out', data: 'd' })
  expect(parseCommand(['restore', 'out'])).toEqual({ command: 'restore', from: 'out', data: '.tenure' })
})

test('[BEY-5] reads the options of undo', () => {
  expect(parseCommand(['undo', 'g1', '--json'])).toEqual({ command: 'undo', group: 'g1', data: '.tenure', json: true })
  expect(parseCommand(['undo', 'g1', '--data', 'd'])).toEqual({ command: 'undo', group: 'g1', data: 'd', json: false })
  expect(parseCommand(['undo'])).toHaveProperty('misuse')
  expect(parseCommand(['undo', 'g1', 'g2'])).toHaveProperty('misuse')
})

test('[SEC-2] the administrator has a name', () => {
  expect(parseCommand(['admin', '--name', ' Ada '])).toEqual({ command: 'admin', name: 'Ada', data: '.tenure' })
  expect(parseCommand(['admin'])).toHaveProperty('misuse')
  expect(parseCommand(['admin', '--name', ' '])).toHaveProperty('misuse')
})

test('[SDK-13] says what is wrong with a command line', () => {
  const misuse = (...args: string[]) => (parseCommand(args) as { misuse: string }).misuse
  expect(misuse('exports')).toBe('There is no command exports.')
  expect(misuse('export')).toContain('tenure export FOLDER')
  expect(misuse('sample', 'in')).toContain('tenure sample out')
  expect(parseCommand(['sample', 'out', '--data', 'd'])).toEqual({ command: 'sample', data: 'd' })
  expect(misuse('restore', 'a', 'b')).toContain('tenure restore FOLDER')
  expect(misuse('import', 'm.json')).toContain('tenure import MAPPING DIR')
  expect(misuse('import', 'm', 'd', 'e')).toContain('e is too much')
  expect(misuse('import', 'm', 'd', '--dryrun')).toContain("'--dryrun'")
  expect(misuse('start', '--edition', 'free')).toContain('professional or enterprise, not free')
  expect(misuse('start', '--port', '70000')).toContain('0 to 65535')
  expect(misuse('start', '--port', 'http')).toContain('not http')
  expect(misuse('start', '--empty', '--import', 'm')).toContain('contradict')
  expect(misuse('start', '--from', 'd')).toContain('--import MAPPING')
  expect(misuse('admin', 'Ada')).toContain('Ada')
  expect(parseCommand([])).toEqual({ command: 'help' })
  expect(parseCommand(['import', '--help'])).toEqual({ command: 'help' })
})
