"""The producer assesses the product themselves: overview, questions, one criterion with its proof, what to do next."""

from chat.router import Screens
from handlers.assessment import criterion, overview, questions

screens = Screens()
screens.include(overview.screens, questions.screens, criterion.screens)
