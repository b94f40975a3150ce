export * from './client.ts'
export * from './connect.ts'
export type * from './schema.gen.ts'
