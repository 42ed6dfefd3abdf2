// `npm start`: sets everything up, builds what has changed and opens the workspace.
process.argv.splice(2, 0, 'start')
await import('./tenure.mjs')
