import type { UseFormReturn } from 'react-hook-form'
import * as v from 'valibot'
import type { CategoryView } from '@/api/schema.gen'
import { NameAndCode, named } from '../settings/code-fields'

export const categoryValues = v.object(named)
export type CategoryValues = v.InferOutput<typeof categoryValues>
export const categoryFields = ['name', 'code'] as const

export function valuesOf({ name, code }: CategoryView): CategoryValues {
  return { name, code }
}

export function requestOf({ name, code }: CategoryValues) {
  return { name, code }
}

export function CategoryFields({ form }: { form: UseFormReturn<CategoryValues> }) {
  return (
    <NameAndCode
      name={form.register('name')}
      code={form.register('code')}
      errors={form.formState.errors}
    />
  )
}
