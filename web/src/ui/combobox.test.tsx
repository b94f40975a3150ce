import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { describe, expect, it } from 'vitest'
import { Combobox } from './combobox'
import type { Option } from './option'

const options = ['Harbour Electrical', 'Nordic Textile', 'Žižkov Glass'].map((label) => ({
  value: label,
  label,
}))

function Example({ chosen = null }: { chosen?: Option | null }) {
  const [value, setValue] = useState<Option | null>(chosen)
  return <Combobox label="Supplier" options={options} value={value} onValueChange={setValue} />
}

describe('Combobox', () => {
  it('takes the first match with Tab, accents aside', async () => {
    render(<Example />)
    await userEvent.type(screen.getByRole('combobox', { name: 'Supplier' }), 'ziz')
    await userEvent.tab()
    expect(screen.getByRole('combobox')).toHaveValue('Žižkov Glass')
  })
  it('gives the old choice back on Escape', async () => {
    render(<Example chosen={options[1] ?? null} />)
    await userEvent.type(screen.getByRole('combobox'), 'har{Escape}')
    expect(screen.getByRole('combobox')).toHaveValue('Nordic Textile')
  })
  it('walks with the arrows and tells which option is active', async () => {
    render(<Example />)
    screen.getByRole('combobox').focus()
    await userEvent.keyboard('{ArrowDown}{ArrowDown}')
    const active = screen.getByRole('combobox').getAttribute('aria-activedescendant')
    expect(document.getElementById(active ?? '')).toHaveTextContent('Nordic Textile')
    await userEvent.keyboard('{Enter}')
    expect(screen.getByRole('combobox')).toHaveValue('Nordic Textile')
  })
  it('says that nothing matches and chooses nothing', async () => {
    render(<Example />)
    await userEvent.type(screen.getByRole('combobox'), 'xyz')
    expect(screen.getByText('Nothing matches that.')).toBeInTheDocument()
    await userEvent.tab()
    expect(screen.getByRole('combobox')).toHaveValue('')
  })
})
