from mobilink.cli import main

main()
