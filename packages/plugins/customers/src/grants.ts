import { CustomerRole } from '@tenure/core/contract'
import { defineConfig, readsAll } from '@tenure/core/plugin'
import { z } from 'zod'

/** Reads all properties of the customers that the user may see: people choose the columns. */
export const Customers = readsAll(CustomerRole)

/** `recentDays`: how long a customer counts as newly assigned, in calendar days (CUS-1). */
export const Config = defineConfig('tenure.customers', z.strictObject({ recentDays: z.int().min(1).max(365).default(30) }))
