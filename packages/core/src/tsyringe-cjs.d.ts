declare module 'tsyringe/dist/cjs/index.js' {
  export { container } from 'tsyringe'
}
