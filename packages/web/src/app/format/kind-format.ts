import type { Format } from '@tenure/core/block'

/** The format that a kind of property has by itself. */
export function formatOfKind(kind: string | undefined): Format {
  switch (kind) {
    case 'money':
      return 'money'
    case 'number':
      return 'number'
    case 'date':
    case 'datetime':
      return 'date'
    case 'reminder':
      return 'date'
    case 'user':
    case 'repeat':
      return kind
    default:
      return 'text'
  }
}
