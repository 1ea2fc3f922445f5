/** Irregular forms of English verbs with their first form before them; what the stemmer cannot know. */
const forms = `keep kept
pay paid
send sent
take took taken
give gave given
write wrote written
buy bought
sell sold
begin began begun
run ran
rise rose risen
fall fell fallen
grow grew grown
lead led
hold held
make made
build built
choose chose chosen
find found
lose lost
win won
tell told
bring brought
show shown
know knew known
go went gone
come came
see saw seen
wear wore worn
drive drove driven
break broke broken
draw drew drawn
speak spoke spoken
teach taught
catch caught
meet met
leave left
think thought
become became
shrink shrank shrunk
sink sank sunk
spend spent
lend lent
feel felt
fight fought
stand stood
get got gotten
fly flew flown
eat ate eaten
drink drank drunk
forbid forbade forbidden
bear bore borne born
swear swore sworn
throw threw thrown
hide hid hidden
steal stole stolen
freeze froze frozen
wind wound`;

const firstForms = new Map(
  forms.split('\n').flatMap((line) => {
    const [first = '', ...others] = line.split(' ');
    return others.map((form) => [form, first] as const);
  }),
);

/** The first form of a folded word, where it is an irregular one: kept, keep. */
export const firstForm = (word: string): string => firstForms.get(word) ?? word;
