import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { Controller, type UseFormReturn } from 'react-hook-form'
import * as v from 'valibot'
import type { DepartmentView } from '@/api/schema.gen'
import { Combobox } from '@/ui/combobox'
import { messages } from '../messages.en'
import { peopleFound } from '../people-queries'
import { NameAndCode, named } from '../settings/code-fields'

const words = messages.departments

export const departmentValues = v.object({
  ...named,
  head: v.nullable(v.object({ value: v.string(), label: v.string() })),
})
export type DepartmentValues = v.InferOutput<typeof departmentValues>
export const departmentFields = ['name', 'code', 'head'] as const

export function valuesOf(department: DepartmentView): DepartmentValues {
  const { name, code, head_id, head_name } = department
  return { name, code, head: head_id ? { value: head_id, label: head_name ?? head_id } : null }
}

export function requestOf({ name, code, head }: DepartmentValues) {
  return { name, code, head_id: head?.value ?? null }
}

export function DepartmentFields({ form }: { form: UseFormReturn<DepartmentValues> }) {
  const [typed, setTyped] = useState('')
  const found = useQuery(peopleFound(useDeferredValue(typed)))
  const options = (found.data?.items ?? []).map((person) => ({
    value: person.id,
    label: person.name,
    hint: person.department_name ?? person.email,
  }))
  return (
    <>
      <NameAndCode
        name={form.register('name')}
        code={form.register('code')}
        errors={form.formState.errors}
      />
      <Controller
        control={form.control}
        name="head"
        render={({ field, fieldState }) => (
          <Combobox
            label={words.head}
            hint={words.headHint}
            placeholder={words.noHead}
            isOptional
            options={options}
            isLoading={found.isPending}
            onSearch={setTyped}
            value={field.value}
            onValueChange={(option) =>
              field.onChange(option ? { value: option.value, label: option.label } : null)
            }
            onBlur={field.onBlur}
            error={fieldState.error?.message}
          />
        )}
      />
    </>
  )
}
