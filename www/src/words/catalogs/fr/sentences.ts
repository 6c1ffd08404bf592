// French: what the page says in whole sentences.

import type { Catalog } from "../../words.ts";

export const SENTENCES: Catalog = {
  "A length from 0:10 to 6:00, such as 1:30 or 90.":
    "Une durée de 0:10 à 6:00, par exemple 1:30 ou 90.",
  "A motif has at least two notes, and one stands in {place}.":
    "Un motif a au moins deux notes, et il y en a une dans {place}.",
  "A motif has pitches, and drums have none.":
    "Un motif a des hauteurs, et la batterie n’en a pas.",
  "A motif is one line, and notes of {voices} are selected: select those of one voice.":
    "Un motif est une seule ligne, et des notes de {voices} sont sélectionnées : choisissez celles d’une voix.",
  "A motif is one note at a time, and notes sound together in {place}.":
    "Un motif est une note à la fois, et des notes sonnent ensemble dans {place}.",
  "A motif is one or two bars, and {count} are selected: select fewer.":
    "Un motif fait une ou deux mesures, et {count} sont sélectionnées : prenez-en moins.",
  "A motif is one or two whole bars of 4/4, 3/4 or 6/8, and these are of {found}.":
    "Un motif fait une ou deux mesures entières à 4/4, 3/4 ou 6/8, et celles-ci sont à {found}.",
  "A motif lies within three octaves; {place} goes beyond them.":
    "Un motif tient en trois octaves ; {place} les dépasse.",
  "A motif stands on sixteenths: quantise {place} first (Q).":
    "Un motif se cale sur les doubles croches : quantifiez d’abord {place} (Q).",
  "A new version is here.": "Une nouvelle version est là.",
  "A number from {least} to {most}, or nothing.": "Un nombre de {least} à {most}, ou rien.",
  "All takes came out alike: make the composer bolder.":
    "Toutes les prises sont pareilles : rendez le compositeur plus hardi.",
  "An intro can only come first.": "Une intro ne peut venir qu’au début.",
  "An outro can only come last.": "Une outro ne peut venir qu’à la fin.",
  "At least one part has to play.": "Au moins une partie doit jouer.",
  "At most {count} sections.": "Au plus {count} sections.",
  "Both ends have one metre: {found} found, {allowed} needed.":
    "Les deux bouts ont une même mesure : {found} trouvé, {allowed} requis.",
  "Chains choose the chords, the network writes the notes.":
    "Les chaînes choisissent les accords, le réseau écrit les notes.",
  "Chains write the top voice, the network the others.":
    "Les chaînes écrivent la voix du haut, le réseau les autres.",
  "Continue needs some notes to go on from: draw a few, or press Seed.":
    "Continuer a besoin de notes pour enchaîner : dessinez-en, ou appuyez sur Créer.",
  "Each chord and note follows from the few before it, as they did in real pieces.":
    "Chaque accord et chaque note suit des quelques précédents, comme dans de vrais morceaux.",
  "Every voice that may be written has notes of yours. Delete one voice, or select notes and press Fill.":
    "Chaque voix qui peut être écrite a des notes de vous. Supprimez une voix, ou sélectionnez des notes et appuyez sur Remplir.",
  "Fill needs a place: select notes, or drag over the bar numbers to mark bars.":
    "Remplir a besoin d’un endroit : sélectionnez des notes, ou glissez sur les numéros de mesure.",
  "From half a minute to six, with a form, a mood and an end.":
    "D’une demi-minute à six, avec une forme, une atmosphère et une fin.",
  "Full notes were certain, empty ones bold. Select one to see why.":
    "Les notes pleines étaient sûres, les vides hardies. Sélectionnez-en une pour voir pourquoi.",
  "Harmonize needs a melody: draw one, or press Seed.":
    "Harmoniser a besoin d’une mélodie : dessinez-en une, ou appuyez sur Créer.",
  "It has read much music, and hears the whole piece.":
    "Il a lu beaucoup de musique et entend tout le morceau.",
  "Keep the motif or cancel it, then ask again.": "Gardez le motif ou annulez, puis redemandez.",
  "Kept in this browser, on this device, nowhere else.":
    "Gardés dans ce navigateur, sur cet appareil, nulle part ailleurs.",
  "Kept: take {take}, with {sources}.": "Gardé : prise {take}, avec {sources}.",
  "Let a motif come first, or select one in the roll.":
    "Faites d’abord venir un motif, ou sélectionnez-en un dans le piano roll.",
  "No voice may be written: allow at least one in the Composer panel.":
    "Aucune voix ne peut être écrite : permettez-en au moins une dans le panneau du compositeur.",
  "Nothing here was explained yet: new answers are, from now on.":
    "Rien n’a encore été expliqué ici ; les nouvelles réponses le seront désormais.",
  "Nothing is kept yet: write, and it is.":
    "Rien n’est encore gardé : écrivez, et tout sera gardé.",
  "Nothing is written yet.": "Rien n’est encore écrit.",
  "Numbers of bars, such as “4, 8 half”.": "Des numéros de mesure, comme « 4, 8 half ».",
  "Piano roll. Arrow keys move the cursor, Enter writes a note, question mark shows all keys.":
    "Piano roll. Les flèches déplacent le curseur, Entrée écrit une note, le point d’interrogation montre toutes les touches.",
  "Press A or B to set it to {motif}.": "Appuyez sur A ou B pour y mettre {motif}.",
  "Staves. Left and right arrows go from note to note, up and down through what sounds together.":
    "Portées. Les flèches gauche et droite vont de note en note, haut et bas parmi ce qui sonne ensemble.",
  "Stopped before the first note.": "Arrêté avant la première note.",
  "Stopped: what was written until then is kept.": "Arrêté : ce qui était écrit est gardé.",
  "That did not work: {reason}. Nothing was lost; try again.":
    "Cela n’a pas marché : {reason}. Rien n’est perdu ; réessayez.",
  "That file is not a MIDI file that can be read: {reason}.":
    "Ce fichier n’est pas un fichier MIDI lisible : {reason}.",
  "That is no music this page can read: {reason}.":
    "Ce n’est pas une musique que cette page peut lire : {reason}.",
  "That is too large to be one piece of music: {reason}.":
    "C’est trop grand pour un seul morceau : {reason}.",
  "That part of the page could not be loaded: check the connection, then try again.":
    "Cette partie de la page n’a pas pu être chargée : vérifiez la connexion, puis réessayez.",
  "The attribute {name} is not understood: {reason}":
    "L’attribut {name} n’est pas compris : {reason}",
  "{found} found at {url}": "{found} trouvé à l’adresse {url}",
  "The attribute {name} is “{text}”; allowed is {allowed}.":
    "L’attribut {name} vaut « {text} » ; sont permis : {allowed}.",
  "The bars of cadences under Rules are numbers, such as “4, 8 half”.":
    "Les mesures des cadences dans Règles sont des nombres, comme « 4, 8 half ».",
  "The browser could not keep the last changes; they are safe only while this tab is open. Save the piece as a file to be sure.":
    "Le navigateur n’a pas pu garder les derniers changements ; ils ne sont sûrs que tant que cet onglet est ouvert. Enregistrez le morceau en fichier.",
  "The browser does not let the page copy: the link is selected, copy it by hand.":
    "Le navigateur ne laisse pas la page copier : le lien est sélectionné, copiez-le à la main.",
  "The browser's storage is full: your changes are safe only while this tab is open. Delete pieces you no longer need, or save this one as a file.":
    "L’espace du navigateur est plein : vos changements ne sont sûrs que tant que cet onglet est ouvert. Supprimez des morceaux inutiles, ou enregistrez celui-ci en fichier.",
  "The chords under Rules have “{word}”, which is no chord: write symbols such as G, D7/F# or V7.":
    "Les accords dans Règles contiennent « {word} », qui n’est pas un accord : écrivez des symboles comme G, D7/F# ou V7.",
  "The clipboard holds no music: a tune in ABC, or a link to a piece, can be pasted.":
    "Le presse-papiers ne contient pas de musique : on peut coller un air en ABC, ou le lien d’un morceau.",
  "The composer could not be loaded: check the connection and press the verb again.":
    "Le compositeur n’a pas pu être chargé : vérifiez la connexion et appuyez de nouveau sur le bouton.",
  "The composer does not know the style “{found}”; it answers as {style}.":
    "Le compositeur ne connaît pas le style « {found} » ; il répond en {style}.",
  "The composer found nothing to add here. Try another style, or make it bolder.":
    "Le compositeur n’a rien trouvé à ajouter ici. Essayez un autre style, ou rendez-le plus hardi.",
  "The composer is still answering: press Stop, then ask again.":
    "Le compositeur répond encore : appuyez sur Arrêter, puis redemandez.",
  "The composer is writing: stop it first.": "Le compositeur écrit : arrêtez-le d’abord.",
  "The composer's files do not fit this page: reload the page to fetch them afresh.":
    "Les fichiers du compositeur ne vont pas avec cette page : rechargez-la.",
  "The graphics processor gave up: press the verb again, the answer then comes from the CPU.":
    "Le processeur graphique a lâché : appuyez de nouveau sur le bouton, le processeur central répondra.",
  "The link holds more than a piece can be: {allowed} bytes are allowed.":
    "Le lien contient plus qu’un morceau ne peut être : {allowed} octets sont permis.",
  "The link is damaged ({found}): ask for it again.":
    "Le lien est endommagé ({found}) : redemandez-le.",
  "The link is too long: {found} characters found, {allowed} are allowed.":
    "Le lien est trop long : {found} caractères trouvés, {allowed} sont permis.",
  "The link was made by another page: kind {found} found, {allowed} is understood.":
    "Le lien vient d’une autre page : type {found} trouvé, {allowed} est compris.",
  "The motifs could not be loaded: check the connection and move again.":
    "Les motifs n’ont pas pu être chargés : vérifiez la connexion et bougez à nouveau.",
  "The notes a bar under Rules are from {fewest} to {most}: the first is to be the smaller.":
    "Les notes par mesure dans Règles vont de {fewest} à {most} : le premier doit être le plus petit.",
  "The piece is too long for a link: {found} characters found, {allowed} are allowed.":
    "Le morceau est trop long pour un lien : {found} caractères trouvés, {allowed} sont permis.",
  "The piece is too long for one question: select a part of it and press Fill.":
    "Le morceau est trop long pour une seule question : sélectionnez-en une partie et appuyez sur Remplir.",
  "There are no chains for this style: let the network write, in the Composer panel.":
    "Il n’y a pas de chaînes pour ce style : laissez écrire le réseau, dans le panneau du compositeur.",
  "There is no note in “{file}”.": "Il n’y a aucune note dans « {file} ».",
  "These rules cannot be kept together: {rules}. Ease one of them under Rules in the panel.":
    "Ces règles ne peuvent être tenues ensemble : {rules}. Assouplissez-en une dans Règles.",
  "This browser keeps nothing for this page.": "Ce navigateur ne garde rien pour cette page.",
  "This browser keeps nothing for this page: save the piece as a file before you go.":
    "Ce navigateur ne garde rien pour cette page : enregistrez le morceau en fichier avant de partir.",
  "This piece is read only.": "Ce morceau est en lecture seule.",
  "This rule cannot be kept beside what stands here: {rule}. Ease it under Rules in the panel, or change the notes.":
    "Cette règle ne peut être tenue avec ce qui est écrit ici : {rule}. Assouplissez-la dans Règles, ou changez les notes.",
  "Too long for a QR code: {found} characters found, {allowed} are allowed.":
    "Trop long pour un code QR : {found} caractères trouvés, {allowed} sont permis.",
  "What reads and writes this format could not be loaded: check the connection.":
    "Ce qui lit et écrit ce format n’a pas pu être chargé : vérifiez la connexion.",
  "Written by Markov chains: the network is not here yet. Ask again for its answer.":
    "Écrit par des chaînes de Markov : le réseau n’est pas encore là. Redemandez pour sa réponse.",
  "{count} characters; the piece is in the link itself, no server keeps it.":
    "{count} caractères ; le morceau est dans le lien même, aucun serveur ne le garde.",
  "{edit} needs some notes: select them first.":
    "{edit} a besoin de notes : sélectionnez-en d’abord.",
  "{edit}: nothing had to be changed.": "{edit} : rien n’était à changer.",
  "{edit}: the piece has changed meanwhile, so nothing was done.":
    "{edit} : le morceau a changé entre-temps, rien n’a donc été fait.",
  "{format} could not be written: {reason}.": "{format} n’a pas pu être écrit : {reason}.",
  "{style} is written for one voice: choose another style to harmonize yours.":
    "{style} s’écrit à une voix : choisissez un autre style pour harmoniser la vôtre.",
  "“{file}” is one too many: {most} are listened to at once.":
    "« {file} » est de trop : {most} sont écoutés à la fois.",
  "“{file}” is too large to be one piece of music.":
    "« {file} » est trop grand pour un seul morceau.",
  "“{title}” is deleted.": "« {title} » est supprimé.",
  "“{title}” is open in another tab, which alone can change it.":
    "« {title} » est ouvert dans un autre onglet, qui seul peut le changer.",
  "“{title}” is open in another tab. What you change here becomes a copy.":
    "« {title} » est ouvert dans un autre onglet. Ce que vous changez ici devient une copie.",
  "“{word}” is no chord.": "« {word} » n’est pas un accord.",
  "“{word}” is no section: letters A to H, intro, verse, chorus, bridge, climax, outro.":
    "« {word} » n’est pas une section : lettres A à H, intro, verse, chorus, bridge, climax, outro.",
};
