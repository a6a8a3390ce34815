import ArgumentParser
@main struct Foothold: ParsableCommand { }
