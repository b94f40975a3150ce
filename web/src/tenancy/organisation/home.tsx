import { useMe } from '@/access/me'
import { Card } from '@/ui/card'
import { DescriptionList } from '@/ui/description-list'
import { messages } from '../messages.en'

const words = messages.home

/** Which home the organisation lives in; nobody changes it here. */
export default function OrganisationHome() {
  const { home } = useMe().organisation
  return (
    <Card title={words.title}>
      <p className="pb-3 text-muted text-sm">{words.lead}</p>
      <DescriptionList
        facts={[
          { term: words.region, value: words.regions[home.region] },
          { term: words.code, value: home.code },
        ]}
      />
    </Card>
  )
}
