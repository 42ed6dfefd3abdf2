import { z } from 'zod'
import { defineActionContract } from '../action.js'

/** Erases a record for good (SEC-14). `name` is its name as it is written: the confirmation. */
export const eraseRecordContract = defineActionContract({
  id: 'tenure.core/erase',
  title: 'Erase a record',
  description:
    'Takes a record out of the store and every past: its values, history and links, and the activities that are of nothing else. Its id stays taken. Only super admins may, and it cannot be undone. `name` repeats the name of the record.',
  permission: 'superAdmin',
  destructive: true,
  input: z.strictObject({ type: z.string().min(1).max(200), id: z.string().min(1).max(500), name: z.string().max(2_000) }),
})
