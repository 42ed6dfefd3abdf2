import { mkdir, mkdtemp, symlink, truncate, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { openInside } from './safe-file.js'

let folder: string
beforeAll(async () => {
  const base = await mkdtemp(join(tmpdir(), 'tenure-inside-'))
  folder = join(base, 'data')
  await mkdir(join(folder, 'deep'), { recursive: true })
  await mkdir(join(base, 'data-beside'))
  await writeFile(join(base, 'secret.csv'), 'secret')
  await writeFile(join(base, 'data-beside/secret.csv'), 'secret')
  await writeFile(join(folder, 'a.csv'), 'inside')
  await writeFile(join(folder, 'deep/b.csv'), 'inside')
  await symlink(join(base, 'secret.csv'), join(folder, 'out.csv'))
  await symlink(join(base, 'data-beside'), join(folder, 'beside'))
  await symlink(base, join(folder, 'up'))
  await symlink(join(folder, 'a.csv'), join(folder, 'in.csv'))
  await symlink(folder, join(base, 'link-to-data'))
})
async function text(name: string, from = folder, max?: number): Promise<string> {
  const handle = await openInside(from, name, max)
  try {
    return await handle.readFile('utf8')
  } finally {
    await handle.close()
  }
}

test('[SEC-9] files inside the folder are read, also below it and by links that stay inside', async () => {
  for (const name of ['a.csv', 'deep/b.csv', './a.csv', 'in.csv', 'up/data/a.csv']) expect(await text(name)).toBe('inside')
  expect(await text('a.csv', join(folder, '..', 'link-to-data'))).toBe('inside')
})

test('[SEC-9] no absolute path', async () => {
  for (const name of [join(folder, 'a.csv'), '/etc/passwd', 'C:\\data\\a.csv', '\\\\host\\share\\a.csv'])
    await expect(text(name)).rejects.toThrow('not relative')
})

test('[SEC-9] no way up', async () => {
  for (const name of ['../secret.csv', 'deep/../../secret.csv', 'deep/../a.csv', '..\\secret.csv', '..'])
    await expect(text(name)).rejects.toThrow('leads out')
})

test('[SEC-9] no link that leads out, of a file or of a folder', async () => {
  for (const name of ['out.csv', 'beside/secret.csv', 'up/secret.csv']) await expect(text(name)).rejects.toThrow('a link that leads out')
})

test('[SEC-9] only ordinary files, up to a size', async () => {
  await expect(text('deep')).rejects.toThrow('no ordinary file')
  await expect(text('absent.csv')).rejects.toThrow('no such file')
  await expect(text('a\0.csv')).rejects.toMatchObject({ code: 'input.invalid' })
  await expect(text('a.csv', folder, 5)).rejects.toMatchObject({ code: 'input.too-large' })
})

test('[SEC-9] a file may be as large as the limit; a refusal names the file, and the limit where that is why', async () => {
  expect(await text('a.csv', folder, 6)).toBe('inside')
  const tooLarge = 'The file a.csv is larger than 5 bytes.'
  await expect(text('a.csv', folder, 5)).rejects.toMatchObject({
    problem: { code: 'input.too-large', message: tooLarge, details: { limit: 'fileBytes', max: 5 } },
  })
  const message = 'The file b.csv cannot be read. There is no such file in the folder of the import.'
  await expect(text('b.csv')).rejects.toMatchObject({
    problem: { code: 'input.invalid', message, details: { issues: [{ path: ['file'], message }] } },
  })
  await expect(text('a.csv', join(folder, 'absent'))).rejects.toThrow('There is no such folder.')
})

test('[SEC-9] where no limit is given, a file may have one gibibyte', async () => {
  const file = join(folder, 'large.csv')
  await writeFile(file, '')
  // It takes no room: what is not written is a hole.
  await truncate(file, 2 ** 30)
  await (await openInside(folder, 'large.csv')).close()
  await truncate(file, 2 ** 30 + 1)
  await expect(openInside(folder, 'large.csv')).rejects.toThrow('The file large.csv is larger than 1073741824 bytes.')
  await truncate(file, 0)
})

test('[SEC-9] each refusal names the file and says why', async () => {
  const refusal = (name: string, why: string) => {
    const message = `The file ${name} cannot be read. ${why}`
    return { problem: { code: 'input.invalid', message, details: { issues: [{ path: ['file'], message }] } } }
  }
  const whys = {
    '/etc/passwd': 'Its name is not relative to the folder of the import.',
    '../secret.csv': 'Its name leads outside the folder of the import.',
    'out.csv': 'It is a link that leads outside the folder of the import.',
    'a\0.csv': 'Its name is not relative to the folder of the import.',
    deep: 'It is no ordinary file.',
  }
  for (const [name, why] of Object.entries(whys)) await expect(text(name)).rejects.toMatchObject(refusal(name, why))
  const absent = join(folder, 'absent')
  await expect(text('a.csv', absent)).rejects.toMatchObject(refusal(absent, 'There is no such folder.'))
})

test('[SEC-9] what lies in the folder and cannot be opened is refused, such as the socket of a program', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(join(folder, 'socket'), resolve))
  onTestFinished(async () => void (await new Promise((resolve) => server.close(resolve))))
  const message = 'The file socket cannot be read. It cannot be opened.'
  await expect(text('socket')).rejects.toMatchObject({
    problem: { code: 'input.invalid', message, details: { issues: [{ path: ['file'], message }] } },
  })
})
