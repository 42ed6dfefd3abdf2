import { parseArgs } from 'node:util'

/** The options and names that a script was given. `--help` prints what it takes; what it does not take ends it with 2, naming it. */
export function readOptions(usage, options, { takesNames = false } = {}) {
  try {
    const { values, positionals } = parseArgs({
      options: { ...options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: takesNames,
    })
    if (values.help !== true) return { values, names: positionals }
    console.log(usage)
    process.exit(0)
  } catch (error) {
    console.error(`${error.message}\n${usage}`)
    process.exit(2)
  }
}
