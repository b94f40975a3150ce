import { useMemo } from 'react'
import { encode } from 'uqr'
import { pathOf } from './modules'

type QrCodeProps = { text: string; label: string }

/** A QR code as one path, dark on white with its quiet zone in every theme: many readers know nothing else. */
export default function QrCode({ text, label }: QrCodeProps) {
  const { size, data } = useMemo(() => encode(text, { ecc: 'M', border: 4 }), [text])
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="w-full rounded-md"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={pathOf(data)} fill="#000" />
    </svg>
  )
}
