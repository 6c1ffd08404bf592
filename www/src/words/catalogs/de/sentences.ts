// German: what the page says in whole sentences.

import type { Catalog } from "../../words.ts";

export const SENTENCES: Catalog = {
  "A length from 0:10 to 6:00, such as 1:30 or 90.":
    "Eine Länge von 0:10 bis 6:00, etwa 1:30 oder 90.",
  "A motif has at least two notes, and one stands in {place}.":
    "Ein Motiv hat mindestens zwei Noten, und in {place} steht eine.",
  "A motif has pitches, and drums have none.": "Ein Motiv hat Tonhöhen, Schlagzeug hat keine.",
  "A motif is one line, and notes of {voices} are selected: select those of one voice.":
    "Ein Motiv ist eine Linie, und ausgewählt sind Noten von {voices}: Wähle die einer Stimme.",
  "A motif is one note at a time, and notes sound together in {place}.":
    "Ein Motiv ist eine Note nach der anderen, und in {place} klingen Noten zugleich.",
  "A motif is one or two bars, and {count} are selected: select fewer.":
    "Ein Motiv ist ein oder zwei Takte lang, und {count} sind ausgewählt: Wähle weniger.",
  "A motif is one or two whole bars of 4/4, 3/4 or 6/8, and these are of {found}.":
    "Ein Motiv ist ein oder zwei ganze Takte von 4/4, 3/4 oder 6/8, und diese sind {found}.",
  "A motif lies within three octaves; {place} goes beyond them.":
    "Ein Motiv liegt innerhalb von drei Oktaven; {place} geht darüber hinaus.",
  "A motif stands on sixteenths: quantise {place} first (Q).":
    "Ein Motiv steht auf Sechzehnteln: Quantisiere zuerst {place} (Q).",
  "A new version is here.": "Eine neue Version ist da.",
  "A number from {least} to {most}, or nothing.": "Eine Zahl von {least} bis {most} oder nichts.",
  "All takes came out alike: make the composer bolder.":
    "Alle Fassungen sind gleich: Mache den Komponisten kühner.",
  "An intro can only come first.": "Ein Intro kann nur am Anfang stehen.",
  "An outro can only come last.": "Ein Outro kann nur am Ende stehen.",
  "At least one part has to play.": "Mindestens eine Stimme muss spielen.",
  "At most {count} sections.": "Höchstens {count} Abschnitte.",
  "Both ends have one metre: {found} found, {allowed} needed.":
    "Beide Enden brauchen dieselbe Taktart: {found} gefunden, {allowed} nötig.",
  "Chains choose the chords, the network writes the notes.":
    "Ketten wählen die Akkorde, das Netz schreibt die Noten.",
  "Chains write the top voice, the network the others.":
    "Ketten schreiben die Oberstimme, das Netz die anderen.",
  "Continue needs some notes to go on from: draw a few, or press Seed.":
    "„Fortsetzen“ braucht Noten, an die es anknüpft: Zeichne ein paar oder drücke „Neu“.",
  "Each chord and note follows from the few before it, as they did in real pieces.":
    "Jeder Akkord und jede Note folgt aus den wenigen davor, wie in echten Stücken.",
  "Every voice that may be written has notes of yours. Delete one voice, or select notes and press Fill.":
    "Jede Stimme, die geschrieben werden darf, hat Noten von dir. Lösche eine Stimme oder wähle Noten aus und drücke „Füllen“.",
  "Fill needs a place: select notes, or drag over the bar numbers to mark bars.":
    "„Füllen“ braucht eine Stelle: Wähle Noten aus oder ziehe über die Taktzahlen.",
  "From half a minute to six, with a form, a mood and an end.":
    "Von einer halben Minute bis sechs, mit Form, Stimmung und Schluss.",
  "Full notes were certain, empty ones bold. Select one to see why.":
    "Volle Noten waren sicher, leere kühn. Wähle eine aus, um zu sehen warum.",
  "Harmonize needs a melody: draw one, or press Seed.":
    "„Harmonisieren“ braucht eine Melodie: Zeichne eine oder drücke „Neu“.",
  "It has read much music, and hears the whole piece.":
    "Es hat viel Musik gelesen und hört das ganze Stück.",
  "Keep the motif or cancel it, then ask again.":
    "Behalte das Motiv oder brich ab, dann frage noch einmal.",
  "Kept in this browser, on this device, nowhere else.":
    "Aufbewahrt in diesem Browser, auf diesem Gerät, sonst nirgends.",
  "Kept: take {take}, with {sources}.": "Behalten: Fassung {take}, mit {sources}.",
  "Let a motif come first, or select one in the roll.":
    "Lass zuerst ein Motiv kommen oder wähle eines in der Pianorolle.",
  "No voice may be written: allow at least one in the Composer panel.":
    "Keine Stimme darf geschrieben werden: Erlaube mindestens eine im Bedienfeld.",
  "Nothing here was explained yet: new answers are, from now on.":
    "Hier wurde noch nichts erklärt; neue Antworten werden es von jetzt an.",
  "Nothing is kept yet: write, and it is.": "Noch nichts aufbewahrt: Was du schreibst, bleibt.",
  "Nothing is written yet.": "Noch ist nichts geschrieben.",
  "Numbers of bars, such as “4, 8 half”.": "Taktzahlen, etwa „4, 8 half“.",
  "Piano roll. Arrow keys move the cursor, Enter writes a note, question mark shows all keys.":
    "Pianorolle. Pfeiltasten bewegen den Cursor, Eingabe schreibt eine Note, Fragezeichen zeigt alle Tasten.",
  "Press A or B to set it to {motif}.": "Drücke A oder B, um {motif} dorthin zu setzen.",
  "Staves. Left and right arrows go from note to note, up and down through what sounds together.":
    "Noten. Pfeil links und rechts gehen von Note zu Note, auf und ab durch das, was zugleich klingt.",
  "Stopped before the first note.": "Vor der ersten Note angehalten.",
  "Stopped: what was written until then is kept.":
    "Angehalten: Was bis dahin geschrieben war, bleibt.",
  "That did not work: {reason}. Nothing was lost; try again.":
    "Das ging nicht: {reason}. Nichts ist verloren; versuche es noch einmal.",
  "That file is not a MIDI file that can be read: {reason}.":
    "Das ist keine lesbare MIDI-Datei: {reason}.",
  "That is no music this page can read: {reason}.":
    "Das ist keine Musik, die diese Seite lesen kann: {reason}.",
  "That is too large to be one piece of music: {reason}.":
    "Das ist zu groß für ein einzelnes Musikstück: {reason}.",
  "That part of the page could not be loaded: check the connection, then try again.":
    "Dieser Teil der Seite konnte nicht geladen werden: Prüfe die Verbindung und versuche es noch einmal.",
  "The attribute {name} is not understood: {reason}":
    "Das Attribut {name} ist nicht zu verstehen: {reason}",
  "{found} found at {url}": "{found} gefunden unter {url}",
  "The attribute {name} is “{text}”; allowed is {allowed}.":
    "Das Attribut {name} ist „{text}“; erlaubt ist {allowed}.",
  "The bars of cadences under Rules are numbers, such as “4, 8 half”.":
    "Die Kadenztakte unter „Regeln“ sind Zahlen, etwa „4, 8 half“.",
  "The browser could not keep the last changes; they are safe only while this tab is open. Save the piece as a file to be sure.":
    "Der Browser konnte die letzten Änderungen nicht aufbewahren; sie sind nur sicher, solange dieser Tab offen ist. Sichere das Stück als Datei.",
  "The browser does not let the page copy: the link is selected, copy it by hand.":
    "Der Browser lässt die Seite nicht kopieren: Der Link ist ausgewählt, kopiere ihn von Hand.",
  "The browser's storage is full: your changes are safe only while this tab is open. Delete pieces you no longer need, or save this one as a file.":
    "Der Speicher des Browsers ist voll: Deine Änderungen sind nur sicher, solange dieser Tab offen ist. Lösche Stücke, die du nicht mehr brauchst, oder sichere dieses als Datei.",
  "The chords under Rules have “{word}”, which is no chord: write symbols such as G, D7/F# or V7.":
    "Bei den Akkorden unter „Regeln“ steht „{word}“, das ist kein Akkord: Schreibe Symbole wie G, D7/F# oder V7.",
  "The clipboard holds no music: a tune in ABC, or a link to a piece, can be pasted.":
    "In der Zwischenablage ist keine Musik: Eine Melodie in ABC oder der Link eines Stücks lässt sich einfügen.",
  "The composer could not be loaded: check the connection and press the verb again.":
    "Der Komponist konnte nicht geladen werden: Prüfe die Verbindung und drücke noch einmal.",
  "The composer does not know the style “{found}”; it answers as {style}.":
    "Der Komponist kennt den Stil „{found}“ nicht; er antwortet als {style}.",
  "The composer found nothing to add here. Try another style, or make it bolder.":
    "Der Komponist fand hier nichts hinzuzufügen. Versuche einen anderen Stil oder mache ihn kühner.",
  "The composer is still answering: press Stop, then ask again.":
    "Der Komponist antwortet noch: Drücke „Anhalten“, dann frage noch einmal.",
  "The composer is writing: stop it first.": "Der Komponist schreibt gerade: Halte ihn erst an.",
  "The composer's files do not fit this page: reload the page to fetch them afresh.":
    "Die Dateien des Komponisten passen nicht zu dieser Seite: Lade die Seite neu.",
  "The graphics processor gave up: press the verb again, the answer then comes from the CPU.":
    "Der Grafikprozessor gab auf: Drücke noch einmal, dann antwortet der Hauptprozessor.",
  "The link holds more than a piece can be: {allowed} bytes are allowed.":
    "Der Link enthält mehr, als ein Stück sein kann: {allowed} Bytes sind erlaubt.",
  "The link is damaged ({found}): ask for it again.":
    "Der Link ist beschädigt ({found}): Lass ihn dir noch einmal schicken.",
  "The link is too long: {found} characters found, {allowed} are allowed.":
    "Der Link ist zu lang: {found} Zeichen gefunden, {allowed} sind erlaubt.",
  "The link was made by another page: kind {found} found, {allowed} is understood.":
    "Der Link stammt von einer anderen Seite: Art {found} gefunden, {allowed} wird verstanden.",
  "The motifs could not be loaded: check the connection and move again.":
    "Die Motive konnten nicht geladen werden: Prüfe die Verbindung und bewege noch einmal.",
  "The notes a bar under Rules are from {fewest} to {most}: the first is to be the smaller.":
    "Die Noten je Takt unter „Regeln“ gehen von {fewest} bis {most}: Die erste Zahl soll die kleinere sein.",
  "The piece is too long for a link: {found} characters found, {allowed} are allowed.":
    "Das Stück ist zu lang für einen Link: {found} Zeichen gefunden, {allowed} sind erlaubt.",
  "The piece is too long for one question: select a part of it and press Fill.":
    "Das Stück ist zu lang für eine Frage: Wähle einen Teil aus und drücke „Füllen“.",
  "There are no chains for this style: let the network write, in the Composer panel.":
    "Für diesen Stil gibt es keine Ketten: Lass im Bedienfeld das Netz schreiben.",
  "There is no note in “{file}”.": "In „{file}“ ist keine Note.",
  "These rules cannot be kept together: {rules}. Ease one of them under Rules in the panel.":
    "Diese Regeln lassen sich nicht zugleich einhalten: {rules}. Lockere eine davon unter „Regeln“ im Bedienfeld.",
  "This browser keeps nothing for this page.": "Dieser Browser bewahrt für diese Seite nichts auf.",
  "This browser keeps nothing for this page: save the piece as a file before you go.":
    "Dieser Browser bewahrt für diese Seite nichts auf: Sichere das Stück als Datei, bevor du gehst.",
  "This piece is read only.": "Dieses Stück ist nur zum Lesen.",
  "This rule cannot be kept beside what stands here: {rule}. Ease it under Rules in the panel, or change the notes.":
    "Diese Regel lässt sich neben dem, was hier steht, nicht einhalten: {rule}. Lockere sie unter „Regeln“ im Bedienfeld oder ändere die Noten.",
  "Too long for a QR code: {found} characters found, {allowed} are allowed.":
    "Zu lang für einen QR-Code: {found} Zeichen gefunden, {allowed} sind erlaubt.",
  "What reads and writes this format could not be loaded: check the connection.":
    "Was dieses Format liest und schreibt, konnte nicht geladen werden: Prüfe die Verbindung.",
  "Written by Markov chains: the network is not here yet. Ask again for its answer.":
    "Von Markow-Ketten geschrieben: Das Netz ist noch nicht da. Frage noch einmal, dann antwortet das Netz.",
  "{count} characters; the piece is in the link itself, no server keeps it.":
    "{count} Zeichen; das Stück steht im Link selbst, kein Server bewahrt es auf.",
  "{edit} needs some notes: select them first.": "„{edit}“ braucht Noten: Wähle erst welche aus.",
  "{edit}: nothing had to be changed.": "{edit}: Nichts war zu ändern.",
  "{edit}: the piece has changed meanwhile, so nothing was done.":
    "{edit}: Das Stück hat sich inzwischen geändert, darum geschah nichts.",
  "{format} could not be written: {reason}.": "{format} konnte nicht geschrieben werden: {reason}.",
  "{style} is written for one voice: choose another style to harmonize yours.":
    "{style} ist für eine Stimme geschrieben: Wähle einen anderen Stil, um deine zu harmonisieren.",
  "“{file}” is one too many: {most} are listened to at once.":
    "„{file}“ ist eine zu viel: {most} werden zugleich gehört.",
  "“{file}” is too large to be one piece of music.":
    "„{file}“ ist zu groß für ein einzelnes Musikstück.",
  "“{title}” is deleted.": "„{title}“ ist gelöscht.",
  "“{title}” is open in another tab, which alone can change it.":
    "„{title}“ ist in einem anderen Tab offen, der es allein ändern kann.",
  "“{title}” is open in another tab. What you change here becomes a copy.":
    "„{title}“ ist in einem anderen Tab offen. Was du hier änderst, wird eine Kopie.",
  "“{word}” is no chord.": "„{word}“ ist kein Akkord.",
  "“{word}” is no section: letters A to H, intro, verse, chorus, bridge, climax, outro.":
    "„{word}“ ist kein Abschnitt: Buchstaben A bis H, intro, verse, chorus, bridge, climax, outro.",
};
