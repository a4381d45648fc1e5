"""English that callers of a clinic say, without a number in it: what the network must let pass.

Sentences are grown from a small grammar, so that many words meet many neighbours; words that sound like digits (for, to, fine, tin, heaven, sick) among them.
"""
import json
import re

GRAMMAR = {
    "sentence": [
        "{opening} {wish}", "{opening} {wish} {because}", "{wish} {because}", "{complaint}", "{complaint} {since}", "{complaint} and {complaint}",
        "{person} {said} {thing}", "{question}", "{opening} {question}", "{answer}", "{answer} {complaint}", "{story}", "{story} {because}", "{request}",
        "{request} {because}", "{filler} {complaint}", "{filler} {wish}", "{medicine} {effect}", "{place} {state}", "{spelled} {because}", "{feeling}",
    ],
    "opening": ["hello", "hi there", "good morning", "good afternoon", "hi I'm calling because", "yes hello", "well", "so", "okay so", "sorry to bother you but",
                "I was hoping you could help", "thanks for picking up", "hi it's me again", "listen", "all right", "excuse me", "I'm calling for my {relative}"],
    "wish": ["I'd like to {do}", "I need to {do}", "I want to {do}", "my {relative} needs to {do}", "could I {do}", "can you help me {do}", "we were trying to {do}",
             "I was told to {do}", "I forgot to {do}", "I'm trying to {do}", "would it be possible to {do}", "I'd rather {do}", "she asked me to {do}"],
    "do": ["make an appointment with {doctor}", "move my visit to {day}", "cancel the {visit}", "refill my {drug}", "talk with {doctor}", "ask about my {test}",
           "get a copy of my records", "pay the bill", "change my address", "update my insurance", "find out whether you take my plan", "see somebody about my {body}",
           "bring my {relative} in {day}", "pick up the {drug} at the {shop}", "get a note for work", "speak to a nurse", "leave a message for {doctor}",
           "know when the {place} opens", "check whether the {test} came back", "reschedule the {visit}", "get the {drug} sent to another pharmacy",
           "file a complaint", "see a different doctor", "get a referral for my {body}", "park near the {place}", "have an interpreter there", "stop taking the {drug}"],
    "because": ["because my {body} {hurts}", "since my {relative} is {ill}", "before {day}", "if that's all right", "as soon as possible", "because of the {drug}",
                "while my {relative} is away", "because the {shop} is closed", "so I don't have to drive", "if you have anything {when}", "because nobody called me back",
                "and I'm a little worried", "but I can't find the letter", "whenever it suits you", "before we leave for the coast", "unless it's raining",
                "because the car broke down", "although it's not urgent", "and my boss won't let me leave early", "because I've been {ill}"],
    "complaint": ["my {body} {hurts}", "my {body} has been {bad}", "I've been {ill}", "my {relative} has been {ill}", "there's a {sign} on my {body}",
                  "I feel {feel} {when}", "I can't {act} without pain", "my {relative} can't {act}", "I keep {doing}", "the {sign} keeps coming back",
                  "it gets worse {when}", "the {body} looks {bad}", "I woke up {ill}", "I'm allergic to {food}", "it hurts when I {act}"],
    "since": ["since {day}", "ever since the {visit}", "since I started the {drug}", "for a while now", "on and off", "all through the night", "after eating {food}",
              "since we moved", "every morning", "for days", "most of the time", "mostly {when}", "after I fell in the garden", "for weeks"],
    "person": ["the nurse", "{doctor}", "my {relative}", "the lady at the desk", "the pharmacist", "somebody from billing", "the surgeon", "the man at the {shop}",
               "your colleague", "the insurance company", "my neighbor", "the physical therapist"],
    "said": ["said", "told me", "thinks", "is sure that", "mentioned that", "wrote that", "promised that", "wasn't sure whether", "explained that", "believes"],
    "thing": ["the {test} looked {good}", "I should {act} more", "the {drug} would help", "it was only a {sign}", "I have to stop eating {food}", "you would call me back",
              "the {place} was full", "my plan covers the {visit}", "it's nothing to worry about", "the {body} is healing", "we could come in {day}", "I need a new {drug}",
              "the swelling would go down", "there was nothing wrong with my {body}", "it runs in the family"],
    "question": ["what time does the {place} open", "do you take walk ins", "is {doctor} in {day}", "did my {test} come back", "should I take the {drug} with {food}",
                 "can I {act} after the {visit}", "who can I speak to about the bill", "where do I park", "how long will the {visit} take", "is there anything sooner",
                 "what should I bring", "do I have to fast before the {test}", "could you repeat that please", "are you open {day}", "why was I charged for the {visit}",
                 "can my {relative} come with me", "is it normal to feel {feel}", "which {shop} did you send it to", "does it come as a liquid", "what does that mean"],
    "answer": ["yes please", "no thank you", "yes that's right", "no not really", "I think so", "that works for me", "that would be great", "I don't remember",
               "I'm not sure", "maybe later", "go ahead", "hold on please", "let me see", "of course", "sounds good", "not that I know of", "you're very kind",
               "absolutely", "hang on let me grab a pen", "I'd have to ask my {relative}", "fine by me", "never mind", "that's all I wanted to know", "sure no problem"],
    "story": ["my {relative} drove me to the {place} {when}", "we were at the {shop} when it started", "I was cooking {food} and burned my {body}",
              "I slipped on the stairs and hurt my {body}", "a dog bit my {relative} near the {shop}", "I ate some {food} and felt {feel}", "I was walking the dog {when}",
              "we waited in the hallway and nobody came", "I lost the letter from {doctor}", "my {relative} found me on the floor", "the {drug} fell into the sink",
              "I used to smoke but I quit", "I work nights at the {shop}", "my {relative} and I went fishing {day}", "I lifted a heavy box and my {body} gave out",
              "they kept me overnight at the {place}", "I had surgery on my {body} in the spring", "my sister's husband used to have the same thing"],
    "request": ["please tell {doctor} that I called", "please send it to the {shop} on {street}", "please don't call {when}", "could you speak up a little",
                "please ask {doctor} to look at my {test}", "put me through to billing please", "let me talk to a real person", "please mail it to our house on {street}",
                "can you spell that for me", "could you say that again slowly", "please make a note that I'm allergic to {food}", "don't hang up please",
                "just leave it at the front desk", "please wait a moment"],
    "filler": ["um", "uh well", "you know", "I mean", "like I said", "honestly", "to be honest", "anyway", "right so", "oh", "actually", "the thing is"],
    "medicine": ["the {drug}", "this {drug}", "the new {drug}", "my old {drug}", "the generic {drug}"],
    "effect": ["makes me {feel}", "isn't working", "gives me a {sign}", "upsets my {body}", "helped a lot", "costs too much", "keeps me awake", "tastes awful",
               "is hard to swallow", "wears off {when}", "ran out {day}", "was out of stock", "needs to be kept cool", "was recalled"],
    "state": ["is closed {day}", "was very busy", "moved to {street}", "is being painted", "has no elevator", "was freezing cold", "is next to the {shop}",
              "never picks up the phone", "has been wonderful to us", "smells of bleach", "is hard to find"],
    "spelled": ["my first name is {name}", "it's under {name}", "ask for {name}", "my {relative} is called {name}", "this is {name}", "I'm {name} from {street}"],
    "feeling": ["I'm {feel} and {feel}", "I'm a bit {feel} about the {visit}", "it's been {good} lately", "I'm doing much better thanks", "I couldn't be happier",
                "I'm scared of the {test}", "it feels {bad}", "we're all very grateful", "I'm so sorry to hear that", "I feel like a new person"],
    "relative": ["mother", "father", "daughter", "son", "wife", "husband", "sister", "brother", "aunt", "uncle", "grandmother", "nephew", "neighbor", "partner",
                 "baby", "little boy", "stepson", "cousin", "roommate", "mom", "dad", "niece", "grandson", "girlfriend"],
    "doctor": ["the doctor", "doctor Morris", "doctor Patel", "doctor Lindqvist", "doctor Okafor", "the dentist", "the cardiologist", "doctor Sullivan", "the specialist",
               "doctor Ferrara", "doctor Wu", "the midwife", "doctor Haines", "doctor Feinberg", "the eye doctor"],
    "day": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "tomorrow", "today", "next week", "the weekend", "the holidays", "yesterday",
            "the day after tomorrow", "the end of the month", "last summer", "Thanksgiving"],
    "when": ["in the morning", "in the afternoon", "at night", "after lunch", "when I wake up", "in the evening", "after work", "when it's cold", "at noon",
             "before bed", "when I lie down", "during meals", "around midnight", "in the car"],
    "visit": ["appointment", "checkup", "follow up", "surgery", "physical", "procedure", "consultation", "cleaning", "therapy session", "screening", "infusion",
              "sleep study", "house call", "intake", "vaccination"],
    "drug": ["blood pressure medicine", "insulin", "inhaler", "antibiotic", "eye drops", "cough syrup", "pain killers", "metformin", "lisinopril", "cream", "ibuprofen",
             "steroid", "sleeping pills", "allergy pills", "patch", "prednisone", "amoxicillin", "gabapentin", "blood thinner", "ointment", "tablets", "vitamin", "shots",
             "sertraline", "atorvastatin", "albuterol", "warfarin"],
    "test": ["blood test", "scan", "biopsy", "x ray", "ultrasound", "cholesterol", "urine sample", "mammogram", "allergy test", "stress test", "lab work", "swab",
             "colonoscopy", "hearing test", "thyroid panel", "results"],
    "body": ["knee", "back", "shoulder", "throat", "stomach", "left ear", "right foot", "ankle", "wrist", "chest", "neck", "hip", "elbow", "jaw", "thumb", "skin",
             "eyes", "gums", "tooth", "scalp", "lower back", "big toe", "heel", "liver", "kidney", "heart", "lungs", "sinuses", "calf", "face", "fingers", "vein",
             "stitches", "nose"],
    "hurts": ["hurts", "aches", "is swollen", "is killing me", "itches", "is numb", "burns", "is stiff", "is sore", "feels tight", "is bleeding", "went numb",
              "pops when I move", "is bruised", "is infected", "throbs", "won't heal"],
    "bad": ["bad", "worse", "red", "swollen", "strange", "tender", "painful", "dry", "stiff", "awful", "purple", "warm", "weak", "sticky", "funny", "heavy"],
    "good": ["good", "fine", "normal", "clean", "great", "all right", "excellent", "better", "perfect", "stable", "wonderful", "even better"],
    "ill": ["sick", "coughing", "throwing up", "dizzy", "running a fever", "feeling weak", "short of breath", "very tired", "losing weight", "sneezing", "in bed",
            "limping", "having headaches", "not sleeping", "wheezing", "out of breath", "shaking", "sweating", "feverish", "congested", "depressed", "anxious"],
    "feel": ["dizzy", "tired", "sick", "weak", "nervous", "hot", "cold", "hungry", "worn out", "fine", "upset", "sleepy", "faint", "thirsty", "lousy", "worried",
             "nauseous", "stressed", "itchy", "shaky", "confused", "sad", "relieved", "bloated"],
    "sign": ["rash", "lump", "headache", "cough", "fever", "bruise", "blister", "pain", "runny nose", "spot", "mole", "cramp", "burn", "infection", "scratch",
             "nosebleed", "sore", "wart", "swelling", "discharge", "bump", "sty", "hernia"],
    "act": ["walk", "sleep", "eat", "swallow", "breathe", "drive", "exercise", "bend over", "sit", "stand up", "lift anything", "work", "climb stairs", "chew", "laugh",
            "run", "shower", "turn my head", "swim", "hear well", "see clearly", "travel", "raise my arm", "drink"],
    "doing": ["forgetting things", "waking up", "losing my balance", "dropping things", "coughing", "getting cramps", "feeling {feel}", "getting a {sign}",
              "falling asleep", "seeing spots", "hearing a ringing sound", "grinding my teeth", "biting my tongue", "scratching it"],
    "food": ["peanuts", "shellfish", "milk", "penicillin", "eggs", "bread", "spicy food", "soy", "strawberries", "coffee", "latex", "cheese", "aspirin", "chicken", "grapefruit",
             "salad", "sugar", "wheat", "tin tuna", "beans", "rice", "honey", "soup", "wine"],
    "shop": ["pharmacy", "drugstore", "grocery store", "supermarket", "gas station", "bakery", "hardware store", "mall", "corner store", "school", "warehouse", "gym",
             "library", "church", "airport", "restaurant"],
    "place": ["clinic", "hospital", "office", "waiting room", "emergency room", "lab", "front desk", "parking garage", "urgent care", "main entrance", "ward", "nursing home",
              "dental office", "children's hospital", "therapy center"],
    "street": ["Maple Street", "Main Street", "Washington Avenue", "Cherry Lane", "the corner", "Riverside Drive", "Harbor Road", "Chestnut Street", "Lakeview",
               "Park Place", "College Avenue", "Orchard Lane", "the avenue", "Sunset Boulevard"],
    "name": ["Sarah", "Michael", "Priya", "Miguel", "Hannah Fisher", "Robert Vance", "Olivia", "Tyrone Banks", "Fiona Hayes", "Steven Weiss", "Nina Flores", "Evan Foster",
             "Kevin Shaw", "Ivy Sims", "Zoe Harrow", "Theresa", "Faith Sexton", "Ivan Reeve", "Noah Thorne", "Sven", "Phoebe Wright"],
}

SHORT = ("yes|no|okay|thank you|thanks|yes please|no thank you|that's right|sure|I see|go ahead|hold on|great|not really|hello|good morning|hi there|bye|"
         "sounds good|I think so|it hurts|can you repeat that|sorry|what|tomorrow|next week please|I don't know|maybe later|all right|of course|a little better|"
         "around noon|in the morning|because of the rain|fine|right|correct|exactly|pardon|never|always|for work|me too|so so|oh no|oh really|"
         "the pharmacy|my knee|since Friday|her mother|in Texas|just a moment").split("|")

BEFORE_A_NUMBER = (
    "my number is|the number is|it is|that's|the code would be|here it comes|let me read it to you|my insurance number is|I was born on|born|date of birth|"
    "the policy number is|reach me on|call me on|the last digits are|social is|and the back says|the zip is|the chart number is|okay ready|you want the card|it says|"
    "valid through|and then|that would be|reference|the claim number is|my phone is|on the card it says|the pin is|sure|yes|um|so that is|confirmation number|"
    "the id starts with|group number|the rest is|my member id is|medical record|it ends in|my birthday is|the account is|you can text me at|it expires|"
    "security code|her date of birth is|we live at|extension|the prescription number is").split("|")

AFTER_A_NUMBER = (
    "is that right|did you get that|that's the number|please|thank you|and that's all|I think|let me check|okay|you can reach me there|sorry|right|correct|yes|"
    "that is it|when can I come in|and my name is on it|shall I repeat it|no wait|is the rest of it|got it|on the back|and then|that's my cell|area code first").split("|")

NUMBER_WORDS = set(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty "
    "sixty seventy eighty ninety hundred thousand million double triple first second third fourth fifth sixth seventh eighth ninth tenth".split())


def grow(rng, symbol="sentence"):
    """A sentence of the grammar."""
    return re.sub(r"\{(\w+)\}", lambda hole: grow(rng, hole[1]), rng.choice(GRAMMAR[symbol]))


def from_file(path):
    """The sentences of a text file (or of a JSON lines file's "text") that are short and have no number in them."""
    kept = []
    for line in open(path):
        text = json.loads(line)["text"] if path.endswith(".jsonl") else line
        for sentence in re.split(r"(?<=[.?!])\s+", text):
            sentence = re.sub(r"[^A-Za-z' ,.?\d]", " ", sentence).strip()
            words = sentence.lower().replace(",", " ").replace(".", " ").replace("?", " ").split()
            if 2 <= len(words) <= 14 and not re.search(r"\d", sentence) and not NUMBER_WORDS & {*words} and "oh" not in words:
                kept.append(sentence)
    return kept
