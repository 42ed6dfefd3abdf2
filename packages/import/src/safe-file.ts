import { constants } from 'node:fs'
import { type FileHandle, open, realpath } from 'node:fs/promises'
import { isAbsolute, join, sep, win32 } from 'node:path'
import { TenureError } from '@tenure/core'

/** The largest file that an import reads, in bytes. */
export const maxFileBytes = 2 ** 30

/**
 * Opens a file that lies inside the folder, links followed (SEC-9). The caller closes it.
 *
 * Errors: `input.invalid` where the name leads out or is no file; `input.too-large`.
 */
export async function openInside(folder: string, name: string, max = maxFileBytes): Promise<FileHandle> {
  if (isAbsolute(name) || win32.isAbsolute(name) || name.includes('\0'))
    throw refused(name, 'Its name is not relative to the folder of the import.')
  if (name.split(/[\\/]/).includes('..')) throw refused(name, 'Its name leads outside the folder of the import.')
  const root = await realpath(folder).catch(() => undefined)
  if (root === undefined) throw refused(folder, 'There is no such folder.')
  const real = await realpath(join(root, name)).catch(() => undefined)
  if (real === undefined) throw refused(name, 'There is no such file in the folder of the import.')
  if (!real.startsWith(root.endsWith(sep) ? root : root + sep))
    throw refused(name, 'It is a link that leads outside the folder of the import.')
  return openRegular(real, name, max)
}

// The file that was checked is the file that is opened: no link is followed here.
async function openRegular(path: string, name: string, max: number): Promise<FileHandle> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(() => undefined)
  if (handle === undefined) throw refused(name, 'It cannot be opened.')
  const stat = await handle.stat()
  if (stat.isFile() && stat.size <= max) return handle
  await handle.close()
  if (!stat.isFile()) throw refused(name, 'It is no ordinary file.')
  throw new TenureError('input.too-large', `The file ${name} is larger than ${max} bytes.`, { limit: 'fileBytes', max })
}

function refused(name: string, why: string): TenureError {
  const message = `The file ${name} cannot be read. ${why}`
  return new TenureError('input.invalid', message, { issues: [{ path: ['file'], message }] })
}
